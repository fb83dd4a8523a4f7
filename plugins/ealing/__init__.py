"""Ealing's Child in Need procedure, as declared in ``procedure.yaml`` beside this file."""

from cinpolicy.plugin import DeclaredAuthority

authority = DeclaredAuthority.beside(__file__)
