"""The package with which somebody begins a new authority, made from the words and the topics.

What is the same in every such package stands in ``files``, with ``$slug`` and the like in
the place of what differs; what the vocabulary or the text decides is made here.
"""
