"""Tables that a domain expert edits, and the code that loads each once."""
