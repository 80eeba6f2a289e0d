"""Recordings of sensors, from wherever they come, and the windows that they are cut into."""
