"""An ECR client whose every answer is held against the model that boto3 brings along, and that remembers what was called."""

import json
import os
import time

import boto3

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
# Any operation may answer so; the models name these nowhere.
COMMON = {"AccessDeniedException", "ValidationException", "ThrottlingException"}
KINDS = {
    "string": str, "boolean": bool, "integer": int, "long": int, "float": (int, float), "double": (int, float),
    "timestamp": (int, float), "blob": str, "structure": dict, "list": list, "map": dict,
}

# Operations that succeeded, those with each of their members; errors; paginators and waiters; and what the model lacks.
called, seen, raised, paginated, waiters, unknown = set(), set(), set(), set(), set(), set()


def client(service="ecr", region="us-east-1"):
    # The endpoint is named because older versions do not read AWS_ENDPOINT_URL themselves.
    made = boto3.client(service, endpoint_url=ENDPOINT, region_name=region)
    if service == "ecr":
        made.meta.events.register("response-received.ecr", check)
    return made


def check(response_dict=None, parsed_response=None, event_name="", **_):
    """Sees each answer as it came, since the parser drops what the model does not know."""
    if not response_dict or not parsed_response:
        return
    name = event_name.rsplit(".", 1)[1]
    operation = ecr.meta.service_model.operation_model(name)
    if "Error" in parsed_response:
        code = parsed_response["Error"]["Code"]
        raised.add(code)
        modelled = {shape.name for shape in operation.error_shapes}
        assert code in modelled | COMMON, f"{name} does not know {code}"
        assert parsed_response["Error"]["Message"], f"{name} says nothing with {code}"
        return
    assert response_dict["status_code"] == 200, f"{name}: {response_dict}"
    called.add(name)
    hold(json.loads(response_dict["body"]), operation.output_shape, name)


def hold(value, shape, path):
    kind = KINDS[shape.type_name]
    assert isinstance(value, kind) and (kind is bool or not isinstance(value, bool)), f"{path} is no {shape.type_name}: {value!r}"
    if shape.type_name == "structure":
        missing = set(shape.required_members) - set(value)
        assert not missing, f"{path} lacks {missing}"
        for member, inner in value.items():
            if member not in shape.members:
                unknown.add(f"{path}.{member}")
                continue
            seen.add(f"{path}.{member}")
            hold(inner, shape.members[member], f"{path}.{member}")
    elif shape.type_name == "list":
        for inner in value:
            hold(inner, shape.member, path)
    elif shape.type_name == "map":
        for key, inner in value.items():
            hold(key, shape.key, path)
            hold(inner, shape.value, path)
    elif shape.type_name == "string":
        # An older model knows fewer words; whether that is so is decided at the end.
        if shape.enum and value not in shape.enum:
            unknown.add(f"{path}={value}")
        assert len(value) >= shape.metadata.get("min", 0) and len(value) <= shape.metadata.get("max", len(value)), f"{path} has a wrong length: {value!r}"


ecr = client()


def knows(operation, *members):
    """Whether the installed model has the operation, with these parameters."""
    model = ecr.meta.service_model
    return operation in model.operation_names and all(member in model.operation_model(operation).input_shape.members for member in members)


def refuses(error, call, **parameters):
    """The call raises this class of the model."""
    try:
        answer = call(**parameters)
    except getattr(ecr.exceptions, error) as refused:
        assert refused.response["ResponseMetadata"]["RequestId"], f"{error} without the request's id"
        return refused.response["Error"]["Message"]
    raise AssertionError(f"not {error} but {answer}")


def paged(operation, result, **parameters):
    """What the operation's paginator finds, one item to a page; the same as it finds in pages of 100."""
    pages = {}
    for size in (1, 100):
        paginator = ecr.get_paginator(operation)
        pages[size] = [item for page in paginator.paginate(**parameters, PaginationConfig={"PageSize": size}) for item in page.get(result, [])]
    assert pages[1] == pages[100], f"{operation}: {pages}"
    paginated.add(operation)
    return pages[1]


def waited(waiter, **parameters):
    waiters.add(waiter)
    ecr.get_waiter(waiter).wait(**parameters, WaiterConfig={"Delay": 1, "MaxAttempts": 30})


def until(is_so):
    for _ in range(120):
        if is_so():
            return
        time.sleep(0.25)
    raise AssertionError("it does not happen")


def same(found, wanted):
    assert found == wanted, f"found {found!r}, wanted {wanted!r}"
