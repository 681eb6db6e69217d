"""One module a command: ``register(parser)`` and ``run(args)``; its docstring is its help."""
