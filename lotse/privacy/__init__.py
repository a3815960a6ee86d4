"""Privacy (Datenschutz): what people are told about their data, and what the house holds of a person."""
