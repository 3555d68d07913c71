"""What a person sees: pure functions from the picture to Rich renderables, one module a view."""
