"""How a command ends that cannot do its work."""

from typing import Any, NoReturn

import click

BAD_INPUT = 2
FOUND = 1
"""What the command was asked to look for was found."""


class _BadInput(click.ClickException):
    exit_code = BAD_INPUT

    def show(self, file: Any = None) -> None:
        """Print the message as it is."""
        click.echo(self.format_message(), err=True, file=file)


def fail(message: str) -> NoReturn:
    """End with a message and exit status 2."""
    raise _BadInput(message)
