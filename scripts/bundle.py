"""govlist for machines without a network: `python scripts/bundle.py [SYSTEM [PYTHON]] [-o FOLDER]`; see
bundling.py. This file asks only which Python runs it, in words that every Python since 2.7 can read.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed; this is %s" % sys.version.split()[0])

import bundling

if __name__ == "__main__":
    bundling.main()
