"""Kanäle: the doors through which a concern arrives and leaves that are no page: mail, Open311, REST.

A channel translates a wire format into the verbs of the rooms below it and back. It owns
no models: delete a channel, and every other door still opens.
"""
