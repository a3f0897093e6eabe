from setuptools import find_packages, setup

requires = [
    "pyramid==2.1",
    "plaster-pastedeploy==1.0.1",
    "waitress==3.0.2",
    "setuptools<82",
]

setup(
    name="herbarium",
    version="0.9",
    packages=find_packages(),
    include_package_data=True,
    install_requires=requires,
    extras_require={"testing": ["iniconfig"]},
    python_requires=">=3.10",
    entry_points={"paste.app_factory": ["main = herbarium:main"]},
)
