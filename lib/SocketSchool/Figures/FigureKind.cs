namespace SocketSchool;

/// <summary>What <c>Add</c> adds.</summary>
internal enum FigureKind
{
    Lines,
    Points,
}
