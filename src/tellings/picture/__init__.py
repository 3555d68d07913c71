"""Claims, disagreements, relations, control: what the reports say together."""
