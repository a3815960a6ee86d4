"""Why somebody cannot be taken on or changed like that."""


class PersonRefused(Exception):
    """The reason as a sentence, and the field it belongs to."""

    def __init__(self, field, sentence):
        super().__init__(sentence)
        self.field = field
