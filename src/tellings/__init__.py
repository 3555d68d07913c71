"""tellings: one event, many tellings."""
