# Where the server is and who asks comes from the environment: AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, …
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region                  = "us-east-1"
  skip_metadata_api_check = true
}

# The account whose images are cached.
provider "aws" {
  alias                   = "upstream"
  region                  = "us-east-1"
  skip_metadata_api_check = true
  assume_role {
    role_arn = "arn:aws:iam::${var.upstream}:role/OrganizationAccountAccessRole"
  }
}

variable "team" {
  type = string
}

variable "upstream" {
  type = string
}

data "aws_caller_identity" "me" {}
