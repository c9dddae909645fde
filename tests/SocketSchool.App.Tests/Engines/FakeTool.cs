namespace SocketSchool.App.Tests.Engines;

/// <summary>
/// A tool that speaks as much of .NET Interactive's protocol as a test needs, and misbehaves when a cell tells it to: a shell script,
/// because it must start at once.
/// </summary>
static class FakeTool
{
    const string Script = """
        #!/bin/sh
        # First argument: how it starts. What follows is what the program passes to the real tool.
        event() { printf '{"eventType":"%s","event":%s,"command":{"token":"%s"}}\n' "$1" "$2" "$token"; }
        case "$1" in
          dies) echo "cannot find something it needs" >&2; exit 3 ;;
          chatters) while :; do echo "Welcome to another tool"; done ;;
          hello) echo "Welcome" ;;
        esac
        echo "$@" > arguments.txt
        echo "$$" > tool.id
        printf '{"eventType":"KernelReady","event":{"kernelInfos":[]},"command":null}\n'
        while read -r line; do
          token=$(printf '%s' "$line" | sed 's/.*"token":"\([^"]*\)".*/\1/')
          case "$line" in
            *'"Quit"'*) exit 0 ;;
            *DIE*) echo "Unhandled exception. System.Exception: boom" >&2; kill -9 $$ ;;
            *EXIT*) exit 0 ;;
            *HANG*) exec sleep 1000 ;;
            *BABBLE*) echo 'this is { no JSON'; echo '[1, 2]'; echo '{"a": "of some program"}'; event CommandSucceeded '{}' ;;
            *SHOW*)
              event StandardOutputValueProduced '{"formattedValues":[{"mimeType":"text/plain","value":"to the console\n"}]}'
              event StandardErrorValueProduced '{"formattedValues":[{"mimeType":"text/plain","value":"a complaint\n"}]}'
              event DisplayedValueProduced '{"formattedValues":[{"mimeType":"text/html","value":"<b>half</b>"}],"valueId":"v"}'
              event ReturnValueProduced '{"formattedValues":[{"mimeType":"text/html","value":"<i>the value</i>"},{"mimeType":"text/plain","value":"the value"}],"valueId":null}'
              event DisplayedValueUpdated '{"formattedValues":[{"mimeType":"text/html","value":"<b>whole</b>"}],"valueId":"v"}'
              event CommandSucceeded '{}' ;;
            *THROW*) event CommandFailed '{"message":"System.FormatException: not a number\n   at Submission#2.<<Initialize>>d__0.MoveNext()\n--- End of stack trace from previous location ---\n   at Microsoft.CodeAnalysis.Scripting.ScriptExecutionState.RunSubmissionsAsync()"}' ;;
            *ERRS*) event DiagnosticsProduced '{}'; event CommandFailed '{"message":"(1,1): error CS0103: The name does not exist\n(2,1): error CS0103: Nor this"}' ;;
            *PACKAGE*) event CommandFailed '{"message":"/x/Project.fsproj : error NU1101: Unable to find package Some.Thing. No packages exist with this id in source(s): here"}' ;;
            *) token="$token.1"; event CommandSucceeded '{}'; token="${token%.1}"; event CommandSucceeded '{}' ;;
          esac
        done
        """;

    /// <summary>Puts it into a folder.</summary>
    /// <returns>The command that starts it.</returns>
    public static string Write(TempFolder folder, string start = "well")
    {
        folder.Write("tool.sh", Script.ReplaceLineEndings("\n"));
        return $"sh \"{folder.File("tool.sh")}\" {start}";
    }
}
