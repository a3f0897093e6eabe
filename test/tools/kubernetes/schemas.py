"""JSON schemas as kubeconform reads them, all of them strict: a field that a schema does not name is refused.

Usage: schemas.py TARGET GATEWAY_API GITOPS VERSION...
  TARGET       folder to write: one folder for each version of Kubernetes, gateway-api and gitops
  GATEWAY_API  folder of CustomResourceDefinitions
  GITOPS       another, of Argo CD and Flux
"""

import json
import pathlib
import sys

import kubernetes_validate
import yaml


def of_kubernetes(source: pathlib.Path, target: pathlib.Path) -> None:
    """In the package schemas name themselves and each other by addresses on the web."""
    target.mkdir(parents=True)
    for file in source.glob("*.json"):
        schema = json.loads(file.read_text())
        schema.pop("$id", None)
        (target / file.name).write_text(json.dumps(schema).replace("/api/_definitions.json", "_definitions.json"))


def of_resources(source: pathlib.Path, target: pathlib.Path) -> None:
    target.mkdir(parents=True)
    for file in source.glob("*.yaml"):
        spec = yaml.safe_load(file.read_text())["spec"]
        group = spec["group"].split(".")[0]
        for version in spec["versions"]:
            name = f'{spec["names"]["kind"].lower()}-{group}-{version["name"]}.json'
            schema = version["schema"]["openAPIV3Schema"]
            schema["properties"]["metadata"] = {"type": "object", "required": ["name"]}
            (target / name).write_text(json.dumps(strict(schema)))


def strict(schema):
    """Adds what the API server does by itself: fields that are not named are refused."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: strict(value) for key, value in schema.items()}
    named = isinstance(schema.get("properties"), dict) and schema.get("type") == "object"
    if named and not schema.get("x-kubernetes-preserve-unknown-fields"):
        schema.setdefault("additionalProperties", False)
    return schema


target, gateway_api, gitops, *versions = sys.argv[1:]
package = pathlib.Path(kubernetes_validate.__file__).parent
for version in versions:
    of_kubernetes(package / "kubernetes-json-schema" / f"v{version}-local-strict", pathlib.Path(target, f"v{version}"))
of_resources(pathlib.Path(gateway_api), pathlib.Path(target, "gateway-api"))
of_resources(pathlib.Path(gitops), pathlib.Path(target, "gitops"))
