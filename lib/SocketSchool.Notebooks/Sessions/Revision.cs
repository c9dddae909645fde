using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SocketSchool.Notebooks.Sessions;

/// <summary>
/// A number for a text: who names the number of the text that he saw last can be told whether it is still the text. It comes from the
/// text alone, so it means the same after a restart and in every tab.
/// </summary>
public static class Revision
{
    /// <summary>The number of a text; below 2^53, so that JavaScript holds it exactly.</summary>
    /// <param name="text">The text.</param>
    public static long Of(string text) =>
        (long)(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))) >> 11);
}
