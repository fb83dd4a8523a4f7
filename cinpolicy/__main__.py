"""``python -m cinpolicy``, and the command of that name."""

import gc


def run() -> None:
    """Run the command line.

    Collecting garbage is switched off: a process this short makes next to none, and
    looking for it among all that is imported takes a tenth of its time.
    """
    gc.disable()
    from cinpolicy.cli import main

    main()


if __name__ == "__main__":
    run()
