using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Slipway.Adapters.Sql;

/// <summary>
/// Chooses SQLite's native library: the system's, which its distribution patches, else the one that came with the
/// program.
/// </summary>
internal static unsafe class SqliteLibrary
{
    // RETURNING came with 3.35.
    private const int OldestVersion = 3_035_000;

    private static readonly string[] SystemNames =
        OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"]
        : OperatingSystem.IsWindows() ? ["winsqlite3.dll"]
        : ["libsqlite3.so.0", "libsqlite3.so"];

    private static readonly Lock Gate = new();
    private static bool loaded;

    /// <summary>Loads the library once; further calls do nothing.</summary>
    public static void Load()
    {
        lock (Gate)
        {
            if (loaded) return;
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            loaded = true;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "e_sqlite3") return 0;
        foreach (var candidate in SystemNames)
        {
            if (!NativeLibrary.TryLoad(candidate, out var handle)) continue;
            if (IsUsable(handle)) return handle;
            NativeLibrary.Free(handle);
        }

        return 0; // the runtime goes on to the bundled one
    }

    [SuppressMessage("Reliability", "CA2020", Justification = "Function pointers of a C library.")]
    private static bool IsUsable(nint library) =>
        NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var version)
        && NativeLibrary.TryGetExport(library, "sqlite3_threadsafe", out var threadsafe)
        && ((delegate* unmanaged[Cdecl]<int>)version)() >= OldestVersion
        && ((delegate* unmanaged[Cdecl]<int>)threadsafe)() != 0;
}
