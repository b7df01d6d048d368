"""One module for each command: HELP, `add_arguments(parser)` and `run(arguments) -> exit code`; listed in `quoth.cli`."""
