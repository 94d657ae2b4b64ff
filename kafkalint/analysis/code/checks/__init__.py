"""One check a module, named by it."""
