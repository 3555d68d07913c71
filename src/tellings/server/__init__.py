"""`tellings serve`: the picture in a browser, and the same data over HTTP. A thin edge on the desk."""
