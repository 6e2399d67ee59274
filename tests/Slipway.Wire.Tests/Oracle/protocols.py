"""Speaks to our test services as botocore does, from a model written here by hand.

In: {"step": "serialize" | "parse", "protocol": ..., "items": [...]}; out: a list of the same length."""
import base64
import datetime
import json
import math
import sys

from botocore import parsers, serialize
from botocore.awsrequest import AWSRequest
from botocore.model import ServiceModel

PLAIN = {
    "String": {"type": "string"}, "Integer": {"type": "integer"}, "Long": {"type": "long"}, "Double": {"type": "double"},
    "Boolean": {"type": "boolean"}, "Timestamp": {"type": "timestamp"}, "Blob": {"type": "blob"},
}
MEMBERS = {
    "text": "String", "optionalText": "String", "integer": "Integer", "long": "Long", "number": "Double", "boolean": "Boolean",
    "timestamp": "Timestamp", "blob": "Blob", "colour": "String", "release": "String", "leaf": "Leaf", "texts": "Texts",
    "leaves": "Leaves", "matrix": "Matrix", "labels": "Labels", "named": "Named", "self": "Every",
}


def model(protocol):
    def named(name):
        return name if protocol in ("json", "ec2") else name[0].upper() + name[1:]

    def member(name, shape):
        return {"shape": shape, "locationName": name} if protocol == "ec2" else {"shape": shape}

    def items(shape):
        return {"type": "list", "member": {"shape": shape, "locationName": "item"} if protocol == "ec2" else {"shape": shape}}

    def entries(shape):
        return {"type": "map", "key": {"shape": "String"}, "value": {"shape": shape}}

    shapes = dict(PLAIN)
    shapes["Leaf"] = {"type": "structure", "members": {"Key": member("Key", "String"), named("weight"): member("weight", "Integer")}}
    shapes["Every"] = {"type": "structure", "members": {named(name): member(name, shape) for name, shape in MEMBERS.items()}}
    shapes.update(Texts=items("String"), Leaves=items("Leaf"), Longs=items("Long"), Matrix=items("Longs"), Labels=entries("String"), Named=entries("Leaf"))
    operation = {"json": "EchoJson", "query": "EchoQuery", "ec2": "EchoEc2"}[protocol]
    output = {"shape": "Every"}
    if protocol == "query":
        output["resultWrapper"] = operation + "Result"
    version = {"json": "2026-01-01", "query": "2026-01-02", "ec2": "2026-01-03"}[protocol]
    return ServiceModel({
        "metadata": {"apiVersion": version, "protocol": protocol, "jsonVersion": "1.1", "targetPrefix": "Shapes_V1", "endpointPrefix": "x", "serviceId": "x"},
        "operations": {operation: {"name": operation, "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "Every"}, "output": output}},
        "shapes": shapes,
    }).operation_model(operation)


def named(protocol, name):
    return name[0].upper() + name[1:] if protocol == "query" else name


def to_python(protocol, value, shape):
    """Our way to hold values into botocore's."""
    if shape in ("Every", "Leaf"):
        known = MEMBERS if shape == "Every" else {"Key": "String", "weight": "Integer"}
        return {named(protocol, name): to_python(protocol, item, known[name]) for name, item in value.items()}
    if shape in ("Texts", "Leaves", "Matrix", "Longs"):
        return [to_python(protocol, item, {"Texts": "String", "Leaves": "Leaf", "Matrix": "Longs", "Longs": "Long"}[shape]) for item in value]
    if shape in ("Labels", "Named"):
        return {key: to_python(protocol, item, "Leaf" if shape == "Named" else "String") for key, item in value.items()}
    if shape == "Timestamp":
        return datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(seconds=value)
    if shape == "Blob":
        return base64.b64decode(value)
    if shape == "Double":
        return float(value)
    return value


def from_python(value, key=None):
    """And back."""
    if isinstance(value, dict):
        return {(name[0].lower() + name[1:] if name != "Key" and key not in ("labels", "named") else name): from_python(item, name[0].lower() + name[1:])
                for name, item in value.items() if name != "ResponseMetadata"}
    if isinstance(value, list):
        return [from_python(item) for item in value]
    if isinstance(value, datetime.datetime):
        return round(value.timestamp(), 3)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


question = json.load(sys.stdin)
protocol, operation = question["protocol"], model(question["protocol"])
answers = []
for item in question["items"]:
    if question["step"] == "serialize":
        request = serialize.create_serializer(protocol).serialize_to_request(to_python(protocol, item, "Every"), operation)
        prepared = AWSRequest(method="POST", url="http://localhost/", data=request["body"], headers=request["headers"]).prepare()
        body = prepared.body if isinstance(prepared.body, bytes) else prepared.body.encode()
        answers.append({"headers": list(map(list, request["headers"].items())), "body": base64.b64encode(body).decode()})
    else:
        response = {"status_code": item["status"], "headers": item["headers"], "body": base64.b64decode(item["body"])}
        parsed = parsers.create_parser(protocol).parse(response, operation.output_shape)
        answers.append({"value": from_python(parsed) if item["status"] == 200 else None, "error": parsed.get("Error"), "requestId": parsed["ResponseMetadata"].get("RequestId")})
json.dump(answers, sys.stdout)
