"""The authorities and the national layer that come with cinpolicy, one package each."""
