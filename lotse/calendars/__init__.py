"""Office hours, holidays and deadlines: when the house is open and when a promise falls due."""
