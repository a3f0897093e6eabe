import os

from setuptools import find_packages, setup

setup(
    name="coat-check",
    version=os.environ.get("VERSION", "1.4.0"),
    package_dir={"": "src"},
    packages=find_packages("src"),
    install_requires=["bottle==0.13.4", "waitress==3.0.2"],
    python_requires=">=3.9",
    entry_points={"console_scripts": ["coat-check=coat_check.cli:main"]},
)
