"""The growth curves as a picture: draw.py FILE FACTORS CURVES. Runs in the peers' environment."""

import ast
import sys

import matplotlib as mpl

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "govlist"
from matplotlib import pyplot as plt  # noqa: E402

path, factors, curves = sys.argv[1], ast.literal_eval(sys.argv[2]), ast.literal_eval(sys.argv[3])
figure, axes = plt.subplots(figsize=(7, 4.2), layout="constrained")
for (name, seconds), mark in zip(curves.items(), "os^", strict=True):
    axes.loglog(factors, seconds, marker=mark, label=name, linewidth=1.8)
first = min(values[0] for values in curves.values())
axes.loglog(factors, [first * factor for factor in factors], "--", color="0.6", label="linear")
axes.set_xticks(factors, [f"×{factor}" for factor in factors])
axes.minorticks_off()
axes.set_ylabel("seconds")
axes.grid(True, color="0.9")
axes.spines[["top", "right"]].set_visible(False)
axes.legend(frameon=False)
figure.savefig(path, metadata={"Date": None})
