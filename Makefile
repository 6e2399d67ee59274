# Each target is what a person would type.

.PHONY: build run test test-fast lint bench golden operation clean

build:                  ## The program, in artifacts/slipway/
	dotnet publish src/Slipway.Server -c Release -o artifacts/slipway -v quiet --nologo

run: build              ## The server, in the foreground; Ctrl-C stops it
	@exec artifacts/slipway/slipway serve

test:                   ## Everything, with real clients; installs those that are missing (Debian, as root)
	tests/run all

test-fast:              ## What needs no outside program
	tests/run fast

lint:                   ## Warnings are errors; white space as .editorconfig says
	dotnet build Slipway.slnx -c Release -v quiet --nologo
	dotnet format whitespace Slipway.slnx --verify-no-changes --no-restore --exclude artifacts/

bench:                  ## Side by side with CNCF distribution; writes bench/results/
	bench/run

golden:                 ## Rewrites the golden files; read the difference before committing it
	SLIPWAY_GOLDEN=write tests/run fast

operation:              ## make operation SERVICE=ecr NAME=PutImage FOLDER=Images
	tests/templates/new-operation "$(SERVICE)" "$(NAME)" "$(FOLDER)"

clean:
	rm -rf artifacts e2e/sdk-js/node_modules
