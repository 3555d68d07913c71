"""The picture in the forms of the field."""
