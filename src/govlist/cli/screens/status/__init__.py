"""The screens of `status`: the district, one unit, the trend."""
