"""Mentions of many reports become entities."""
