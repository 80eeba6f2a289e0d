"""Compiles C++ with this machine's compiler and calls it from Python."""
