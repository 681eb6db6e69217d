"""One module a command: ``HELP``, ``register(parser)`` and ``run(args)``; its docstring is its help."""
