"""The list as frozen data and what follows from it: who owes what, how it stands on a day, figures."""
