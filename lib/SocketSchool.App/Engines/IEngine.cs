namespace SocketSchool.App.Engines;

/// <summary>Something that runs notebooks.</summary>
interface IEngine
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>Starts a session for a notebook and returns at once, while it warms up.</summary>
    /// <param name="path">The notebook's path: its folder is where cells find their files.</param>
    /// <exception cref="BadInputException">The engine's program cannot be started.</exception>
    IEngineSession Start(string path);
}
