"""``python -m cinpolicy``, and the command of that name."""

import gc


def run() -> None:
    """Run the command line.

    Collecting garbage is switched off: a process this short makes next to none, and
    looking for it among all that is imported takes a tenth of its time. So does the last
    look that Python takes as it ends, which passes over what is frozen.
    """
    gc.disable()
    from cinpolicy.cli import main

    try:
        main()
    finally:
        gc.freeze()


if __name__ == "__main__":
    run()
