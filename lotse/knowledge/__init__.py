"""Knowledge (Wissen): what a team knows how to say.

Text modules (Textbausteine) belong to a team; every colleague of it may change them. Their placeholders are filled from
the case where somebody uses them.
"""
