"""What the citizens' addresses answer with, by what people come for."""
