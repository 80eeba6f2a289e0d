"""What a model costs on real chips: counted in emulators, before one is flashed."""
