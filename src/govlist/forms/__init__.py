"""Workbooks that units fill in 【填报表】, a format a file; what comes back is read in _reading."""
