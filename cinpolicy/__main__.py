"""``python -m cinpolicy``."""

from cinpolicy.cli import main

if __name__ == "__main__":
    main()
