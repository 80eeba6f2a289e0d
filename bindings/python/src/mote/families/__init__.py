"""The families of models that mote converts: what each brings is in base.py."""
