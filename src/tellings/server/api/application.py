from fastapi import FastAPI


def api(server):
    return FastAPI()
