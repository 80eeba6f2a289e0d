"""Writes headers and files: what is the same for every family of models."""
