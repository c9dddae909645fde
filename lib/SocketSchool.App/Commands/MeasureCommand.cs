using System.CommandLine;

namespace SocketSchool.App.Commands;

/// <summary><c>measure</c>: numbers of this machine, as a table, as a CSV file and as a page of figures.</summary>
static class MeasureCommand
{
    /// <summary>The verb with its measurements.</summary>
    public static Command Create() => new("measure", "Measure this machine's sockets.")
    {
        MeasureLatencyCommand.Create(),
        MeasureBuffersCommand.Create(),
        MeasureTransportsCommand.Create(),
        MeasureNagleCommand.Create(),
        MeasureConnectionsCommand.Create(),
        MeasureServersCommand.Create(),
        MeasurePlacementCommand.Create(),
        MeasureBulkCommand.Create(),
    };
}
