"""The pages' models: frozen values, ready to be shown, made from what the desk answers. No request is known here."""
