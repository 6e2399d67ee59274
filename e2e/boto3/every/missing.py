"""Whatever is asked of a repository that is not there, the answer is the model's own exception."""

from botocore import xform_name
from checked import ecr, refuses

DIGEST = "sha256:" + "0" * 64
# A value for each member that some operation cannot do without.
NEEDED = {
    "repositoryName": "no/such/repository", "layerDigests": [DIGEST], "layerDigest": DIGEST, "imageIds": [{"imageTag": "v1"}], "imageId": {"imageTag": "v1"},
    "uploadId": "00000000-0000-0000-0000-000000000000", "partFirstByte": 0, "partLastByte": 0, "layerPartBlob": b"a",
    "imageManifest": "{}", "policyText": '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:BatchGetImage"}]}',
    "lifecyclePolicyText": '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":1},"action":{"type":"expire"}}]}',
    "imageScanningConfiguration": {"scanOnPush": True}, "imageTagMutability": "MUTABLE", "targetStorageClass": "ARCHIVE", "subjectId": {"imageDigest": DIGEST},
}


def repositories_that_are_not_there():
    model, asked = ecr.meta.service_model, 0
    for name in model.operation_names:
        operation = model.operation_model(name)
        required = operation.input_shape.required_members
        if "repositoryName" not in required or "RepositoryNotFoundException" not in {shape.name for shape in operation.error_shapes}:
            continue
        try:
            message = refuses("RepositoryNotFoundException", getattr(ecr, xform_name(name)), **{member: NEEDED[member] for member in required})
        except Exception as wrong:
            raise AssertionError(f"{name}: {wrong}") from wrong
        assert "no/such/repository" in message and "000000000000" in message, f"{name}: {message}"
        asked += 1
    assert asked > 20, asked


STEPS = [repositories_that_are_not_there]
