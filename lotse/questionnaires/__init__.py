"""Questionnaires (Formulare) as values: what we ask, in which words, and what an answer looks like.

The room is pure. It knows neither web nor database: a form is read from the JSON of a published
edition, checks and tidies answers, and says in plain German what is missing. Pages are drawn by
the faces, answers are kept by the cases.
"""

from lotse.questionnaires.field import Field, Option, Part
from lotse.questionnaires.form import Form, Notice, Page
from lotse.questionnaires.problems import Problem
from lotse.questionnaires.reading import FormRefused

__all__ = ["Field", "Form", "FormRefused", "Notice", "Option", "Page", "Part", "Problem"]
