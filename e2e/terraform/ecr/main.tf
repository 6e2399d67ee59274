variable "team" {
  type = string
}

data "aws_region" "here" {}

data "aws_partition" "here" {}

locals {
  account = data.aws_caller_identity.me.account_id
  region  = data.aws_region.here.name
  root    = "arn:${data.aws_partition.here.partition}:iam::${local.account}:root"
}

resource "aws_kms_key" "images" {
  description             = "Images of ${var.team}"
  deletion_window_in_days = 7
  tags                    = { team = var.team }
}

resource "aws_kms_alias" "images" {
  name          = "alias/tf-images"
  target_key_id = aws_kms_key.images.key_id
}

data "aws_kms_key" "images" {
  key_id = aws_kms_alias.images.name
}

data "aws_kms_alias" "images" {
  name = aws_kms_alias.images.name
}

resource "aws_ecr_repository" "plain" {
  name = "tf/plain"
  tags = { team = var.team }
}

resource "aws_ecr_repository" "sealed" {
  name                 = "tf/sealed"
  image_tag_mutability = var.team == "web" ? "IMMUTABLE" : "MUTABLE"
  force_delete         = true
  image_scanning_configuration {
    scan_on_push = var.team == "web"
  }
  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.images.arn
  }
}

resource "aws_ecr_repository" "managed" {
  name = "tf/managed"
  encryption_configuration {
    encryption_type = "KMS"
  }
  timeouts {
    delete = "5m"
  }
}

data "aws_ecr_lifecycle_policy_document" "plain" {
  rule {
    priority    = 1
    description = "Releases of ${var.team}"
    selection {
      tag_status       = "tagged"
      tag_pattern_list = ["v*", "release-*-final"]
      count_type       = "imageCountMoreThan"
      count_number     = 50
    }
    action {
      type = "expire"
    }
  }
  rule {
    priority = 2
    selection {
      tag_status      = "tagged"
      tag_prefix_list = ["dev-"]
      count_type      = "sinceImagePushed"
      count_unit      = "days"
      count_number    = 14
    }
    action {
      type = "expire"
    }
  }
  rule {
    priority = 3
    selection {
      tag_status   = "untagged"
      count_type   = "sinceImagePushed"
      count_unit   = "days"
      count_number = 1
    }
    action {
      type = "expire"
    }
  }
  rule {
    priority = 9
    selection {
      tag_status   = "any"
      count_type   = "imageCountMoreThan"
      count_number = 1000
    }
    action {
      type = "expire"
    }
  }
}

resource "aws_ecr_lifecycle_policy" "plain" {
  repository = aws_ecr_repository.plain.name
  policy     = data.aws_ecr_lifecycle_policy_document.plain.json
}

resource "aws_ecr_lifecycle_policy" "sealed" {
  repository = aws_ecr_repository.sealed.name
  policy = jsonencode({
    rules = [{
      rulePriority = var.team == "web" ? 1 : 5
      description  = "Few"
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 5 }
      action       = { type = "expire" }
    }]
  })
}

data "aws_iam_policy_document" "pull" {
  statement {
    sid     = "pull by ${var.team}"
    actions = ["ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "ecr:BatchCheckLayerAvailability"]
    principals {
      type        = "AWS"
      identifiers = [local.root, aws_iam_role.puller.arn]
    }
  }
  statement {
    actions = ["ecr:DescribeImages"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalAccount"
      values   = [local.account]
    }
  }
}

resource "aws_iam_role" "puller" {
  name = "tf-puller"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = local.root } }]
  })
}

resource "aws_ecr_repository_policy" "plain" {
  repository = aws_ecr_repository.plain.name
  policy     = data.aws_iam_policy_document.pull.json
}

resource "aws_ecr_registry_policy" "registry" {
  depends_on = [aws_ecr_account_setting.scope]
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Replicate-${var.team}"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111111111111:root" }
      Action    = ["ecr:CreateRepository", "ecr:ReplicateImage"]
      Resource  = ["arn:aws:ecr:${local.region}:${local.account}:repository/*"]
    }]
  })
}

resource "aws_ecr_registry_scanning_configuration" "registry" {
  scan_type = "BASIC"
  rule {
    scan_frequency = "SCAN_ON_PUSH"
    repository_filter {
      filter      = "${var.team}/*"
      filter_type = "WILDCARD"
    }
    repository_filter {
      filter      = "shared-*"
      filter_type = "WILDCARD"
    }
  }
}

resource "aws_ecr_replication_configuration" "registry" {
  replication_configuration {
    rule {
      destination {
        region      = "eu-west-1"
        registry_id = local.account
      }
      destination {
        region      = var.team == "web" ? "eu-west-2" : "eu-west-3"
        registry_id = local.account
      }
      repository_filter {
        filter      = "prod-"
        filter_type = "PREFIX_MATCH"
      }
    }
    rule {
      destination {
        region      = "us-west-2"
        registry_id = local.account
      }
    }
  }
}

resource "aws_iam_role" "template" {
  name = "tf-template"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecr.amazonaws.com" } }]
  })
}

resource "aws_ecr_repository_creation_template" "team" {
  prefix               = "tf-template"
  description          = "For ${var.team}"
  image_tag_mutability = var.team == "web" ? "IMMUTABLE" : "MUTABLE"
  custom_role_arn      = aws_iam_role.template.arn
  applied_for          = var.team == "web" ? ["PULL_THROUGH_CACHE"] : ["PULL_THROUGH_CACHE", "REPLICATION"]
  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.images.arn
  }
  repository_policy = data.aws_iam_policy_document.pull.json
  lifecycle_policy  = data.aws_ecr_lifecycle_policy_document.plain.json
  resource_tags     = { team = var.team }
}

resource "aws_ecr_repository_creation_template" "root" {
  prefix      = "ROOT"
  applied_for = ["REPLICATION"]
}

resource "aws_ecr_account_setting" "scope" {
  name  = "REGISTRY_POLICY_SCOPE"
  value = "V2"
}

resource "aws_ecr_account_setting" "scan" {
  name  = "BASIC_SCAN_TYPE_VERSION"
  value = "AWS_NATIVE"
}
