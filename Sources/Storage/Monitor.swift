package import Glibc

/// A lock with a condition to wait for.
///
/// The standard library has a mutex, but nothing to wait on; these two live at an address of their
/// own until the end.
@safe package final class Monitor {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// A lock that nobody holds.
  package init() {
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(condition, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  /// Takes the lock.
  package func enter() { unsafe _ = pthread_mutex_lock(mutex) }
  /// Gives the lock back.
  package func leave() { unsafe _ = pthread_mutex_unlock(mutex) }
  /// Gives the lock back until another thread notifies.
  package func wait() { unsafe _ = pthread_cond_wait(condition, mutex) }
  /// Wakes all who wait.
  package func notify() { unsafe _ = pthread_cond_broadcast(condition) }
}

/// Starts a thread; `nil` where the system gives none.
package func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  // The box is retained here and released by the thread that runs it.
  let box = unsafe Unmanaged.passRetained(Box(body))
  let code = unsafe pthread_create(
    &thread, nil,
    { raw in
      guard let raw = unsafe raw else { return nil }
      unsafe Unmanaged<Box>.fromOpaque(raw).takeRetainedValue().body()
      return nil
    }, box.toOpaque())
  if code != 0 {
    unsafe box.release()
    return nil
  }
  return thread
}
