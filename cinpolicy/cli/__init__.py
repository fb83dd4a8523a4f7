"""The command line. It joins the other rooms and computes nothing.

Exit status: 0 where the work was done, 1 where something was found that the command was
asked to look for (``--fail-on-divergence``, a finding of a check), 2 where the input cannot
be used or an authority failed.
"""

from importlib import import_module
from typing import Any

import click

from cinpolicy.cli.failing import fail

COMMANDS = {
    "compare": "Run cases through the authorities' procedures, side by side.",
    "report": "Write a report to pass round: a web page, Word, Excel and others.",
    "publish": "Write the published set: a page a case, a page a procedure, the matrix, an index.",
    "explain": "Tell why each thing is due under one authority.",
    "matrix": "Whole procedures side by side, with no case.",
    "diff": "Tell in what two procedures differ, by provision and by behaviour.",
    "show": "Print what one authority's procedure says, provision by provision.",
    "ambiguities": "List the places where a text leaves its meaning open.",
    "sources": "Follow every rule back to its paragraph, and see what a changed text unsettles.",
    "lint": "Check what a procedure leaves open, says twice or says to no effect.",
    "draft": "Begin a draft change to a procedure.",
    "plan": "Tell what a draft change would do.",
    "check": "Judge what is expected of cases and procedures: tests for policy.",
    "new-authority": "Begin a new authority: a package to fill in and to install.",
    "schema": "Print the JSON Schema of a kind of file, for an editor to check it by.",
    "authorities": "List the installed authorities, with version and layer.",
}
"""Every command and what it does in a line: a command is imported when it is called."""


class _Main(click.Group):
    """Finds commands, and turns every fault of the input into a message and exit status 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """The commands, in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's own signature
        cmd_name: str,
    ) -> click.Command | None:
        """The command of a name, or None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        command: click.Command = getattr(import_module(f"cinpolicy.cli.{name}_command"), name)
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's own signature
        formatter: click.HelpFormatter,
    ) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        from cinpolicy.calendar import OutsideCalendarError
        from cinpolicy.ledger import EndlessCaseError
        from cinpolicy.library import UnknownAuthorityError
        from cinpolicy.loading.faults import InputError
        from cinpolicy.stack import PluginError
        from cinpolicy.versions import NoVersionError

        try:
            return super().invoke(ctx)
        except InputError as error:
            fail(str(error))
        except (UnknownAuthorityError, NoVersionError) as error:
            fail(f"cinpolicy: {error}")
        except (PluginError, EndlessCaseError, OutsideCalendarError) as error:
            fail(f"cinpolicy: the authority failed: {error}")


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cinpolicy")
def main() -> None:
    """Compare what councils' Child in Need procedures require in the same case."""
