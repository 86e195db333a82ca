"""Documents as offices send them, GB/T 9704: type, page, and the package that python-docx fills."""
