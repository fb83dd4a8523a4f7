"""The national layer: Working Together to Safeguard Children, as in ``procedure.yaml``."""

from cinpolicy.plugin import DeclaredAuthority

authority = DeclaredAuthority.beside(__file__)
