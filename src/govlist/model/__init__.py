"""The list as frozen data and what follows from it: who owes what, the state on a day, figures."""
